package dev.baton.core.wire;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes the {@link Shape} of a record as a class: each component is an ordinary call, which the
 * platform's compiler makes fast. Through method handles in a loop over the components it cannot,
 * because each round calls another one.
 */
final class Shapes {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private static final ClassDesc OBJECTS = CD_Object.arrayType();
  private static final ClassDesc AVRO = desc(SpecificRecordBase.class);
  private static final ClassDesc SHAPE = desc(Shape.class);

  private final ClassDesc domain;
  private final ClassDesc avro;
  private final List<RecordComponent> components;

  private Shapes(Class<?> domain, Class<?> avro) {
    this.domain = desc(domain);
    this.avro = desc(avro);
    this.components = List.of(domain.getRecordComponents());
  }

  /**
   * The shape of a pair of records. Not to be asked for twice.
   *
   * @param domain a public record
   * @param avro the generated class that stands for it
   */
  static Shape of(Class<?> domain, Class<?> avro) {
    try {
      byte[] written = new Shapes(domain, avro).write();
      MethodHandles.Lookup made = LOOKUP.defineHiddenClass(written, true);
      return (Shape) made.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(domain + " cannot be made (expected: a public record)", e);
    }
  }

  private static ClassDesc desc(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }

  private byte[] write() {
    return ClassFile.of()
        .build(
            ClassDesc.of(Shape.class.getName() + "Of"),
            shape -> {
              shape.withFlags(ACC_FINAL).withInterfaceSymbols(SHAPE);
              method(shape, INIT_NAME, MTD_void, Shapes::init);
              method(shape, "components", MethodTypeDesc.of(OBJECTS, CD_Object), this::takeApart);
              method(shape, "domain", MethodTypeDesc.of(CD_Object, OBJECTS), this::putTogether);
              method(shape, "avro", MethodTypeDesc.of(AVRO), this::makeAvro);
            });
  }

  private interface Body {
    void write(CodeBuilder code);
  }

  private static void method(ClassBuilder shape, String name, MethodTypeDesc type, Body body) {
    shape.withMethodBody(name, type, ACC_PUBLIC, body::write);
  }

  private static void init(CodeBuilder code) {
    code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_();
  }

  private void takeApart(CodeBuilder code) {
    code.loadConstant(components.size()).anewarray(CD_Object).astore(2);
    code.aload(1).checkcast(domain).astore(3);
    for (int i = 0; i < components.size(); i++) {
      Class<?> type = components.get(i).getType();
      code.aload(2).loadConstant(i).aload(3);
      code.invokevirtual(domain, components.get(i).getName(), MethodTypeDesc.of(desc(type)));
      box(code, type);
      code.aastore();
    }
    code.aload(2).areturn();
  }

  private void putTogether(CodeBuilder code) {
    code.new_(domain).dup();
    for (int i = 0; i < components.size(); i++) {
      code.aload(1).loadConstant(i).aaload();
      unbox(code, components.get(i).getType());
    }
    ClassDesc[] types =
        components.stream().map(part -> desc(part.getType())).toArray(ClassDesc[]::new);
    code.invokespecial(domain, INIT_NAME, MethodTypeDesc.of(CD_void, types)).areturn();
  }

  private void makeAvro(CodeBuilder code) {
    code.new_(avro).dup().invokespecial(avro, INIT_NAME, MTD_void).areturn();
  }

  private static void box(CodeBuilder code, Class<?> type) {
    if (type.isPrimitive()) {
      ClassDesc boxed = desc(boxed(type));
      code.invokestatic(boxed, "valueOf", MethodTypeDesc.of(boxed, desc(type)));
    }
  }

  private static void unbox(CodeBuilder code, Class<?> type) {
    if (type.isPrimitive()) {
      ClassDesc boxed = desc(boxed(type));
      code.checkcast(boxed);
      code.invokevirtual(boxed, type.getName() + "Value", MethodTypeDesc.of(desc(type)));
    } else {
      code.checkcast(desc(type));
    }
  }

  private static Class<?> boxed(Class<?> primitive) {
    return MethodType.methodType(primitive).wrap().returnType();
  }
}
