package dev.baton.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cli.failure.CommandFailure;
import dev.baton.routing.classifier.LabelledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetFileTests {

  @TempDir private Path folder = Path.of("");

  private DataSet read(String name, String content) throws IOException {
    return DataSetFile.read(Files.writeString(folder.resolve(name), content), "oos");
  }

  @Test
  void readsTheFormOfClinc150() throws IOException {
    DataSet data =
        read(
            "set.json",
            """
            {"train": [["a", "x"], ["b", "y"]], "val": [["c", "x"]], "test": [["d", "y"]],
             "oos_train": [["e", "oos"]], "oos_val": [["f", "oos"]], "oos_test": [["g", "oos"]]}
            """);

    assertThat(data.train().inScope())
        .containsExactly(new LabelledText("a", "x"), new LabelledText("b", "y"));
    assertThat(data.train().outOfScope()).containsExactly("e");
    assertThat(data.validation().inScope()).containsExactly(new LabelledText("c", "x"));
    assertThat(data.validation().outOfScope()).containsExactly("f");
    assertThat(data.test().inScope()).containsExactly(new LabelledText("d", "y"));
    assertThat(data.test().outOfScope()).containsExactly("g");
  }

  @Test
  void readsCsvWithQuotesAndSplits() throws IOException {
    DataSet data =
        read(
            "set.csv",
            """
            label,text,split
            x,"one, two",train
            y,"she said ""no""
            twice",train
            x,three,validation
            y,four,test
            oos,five,test
            """);

    assertThat(data.train().inScope())
        .containsExactly(
            new LabelledText("one, two", "x"), new LabelledText("she said \"no\"\ntwice", "y"));
    assertThat(data.validation().inScope()).hasSize(1);
    assertThat(data.test().inScope()).hasSize(1);
    assertThat(data.test().outOfScope()).containsExactly("five");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.tsv | text@intent@split;one, two@x@train;b@y@train;c@x@test",
        "a.csv | Category,Utterance,Partition;x,\"one, two\",train;y,b,train;x,c,test",
        "a.json | [{`query`:`one, two`,`class`:`x`,`split`:`train`},{`text`:`b`,`label`:`y`,`split`:`train`},{`text`:`c`,`label`:`x`,`split`:`test`}]",
        "a.json | {`train`:[{`text`:`one, two`,`label`:`x`},[`b`,`y`]],`test`:[[`c`,`x`]]}",
        "a.jsonl | {`utt`:`one, two`,`intent`:`x`,`partition`:`train`};{`utt`:`b`,`intent`:`y`,`partition`:`train`};{`utt`:`c`,`intent`:`x`,`partition`:`test`}",
      })
  void readsWhatOthersCallTheSame(String name, String content) throws IOException {
    DataSet data = read(name, content.replace(';', '\n').replace('@', '\t').replace('`', '"'));

    assertThat(data.train().inScope())
        .containsExactly(new LabelledText("one, two", "x"), new LabelledText("b", "y"));
    assertThat(data.test().inScope()).containsExactly(new LabelledText("c", "x"));
  }

  @Test
  void readsTheFilesOfAFolderAsOneSet() throws IOException {
    Files.writeString(folder.resolve("train.csv"), "\uFEFFtext;label\none, two;x\nb;y\n");
    Files.writeString(folder.resolve("dev.tsv"), "label\ttext\ny\td\n");
    Files.writeString(folder.resolve("test.jsonl"), "{\"text\":\"c\",\"label\":\"x\"}\n");
    Files.writeString(folder.resolve("README.md"), "# nothing to learn");

    DataSet data = DataSetFile.read(folder, "oos");

    assertThat(data.train().inScope())
        .containsExactly(new LabelledText("one, two", "x"), new LabelledText("b", "y"));
    assertThat(data.validation().inScope()).containsExactly(new LabelledText("d", "y"));
    assertThat(data.test().inScope()).containsExactly(new LabelledText("c", "x"));
  }

  @Test
  void aFolderWithoutPartsIsRefused() {
    assertThatThrownBy(() -> DataSetFile.read(folder, "oos"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no file named train, val or test");
  }

  @Test
  void dividesJsonLinesLabelByLabelWhateverTheirOrder() throws IOException {
    StringBuilder lines = new StringBuilder();
    StringBuilder reversed = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String line =
          "{\"text\": \"text %d\", \"label\": \"%s\"}%n".formatted(i, i % 2 == 0 ? "x" : "y");
      lines.append(line);
      reversed.insert(0, line);
    }

    DataSet data = read("set.jsonl", lines.toString());

    assertThat(data.train().inScope()).hasSize(12);
    assertThat(data.validation().inScope()).hasSize(4);
    assertThat(data.test().inScope())
        .hasSize(4)
        .extracting(LabelledText::label)
        .containsOnly("x", "y");
    assertThat(read("reversed.jsonl", reversed.toString())).isEqualTo(data);
  }

  @Test
  void drawsTheSameExamplesWithTheSameSeed() throws IOException {
    StringBuilder csv = new StringBuilder("text,label,split\nt,x,test\n");
    for (int i = 0; i < 40; i++) {
      csv.append("text ").append(i).append(i % 2 == 0 ? ",x" : ",y").append(",train\n");
    }
    DataSet data = read("set.csv", csv.toString());

    assertThat(data.withExamples(5, 1).train().inScope()).hasSize(10);
    assertThat(data.withExamples(5, 0).train().inScope())
        .as("the first of each label in the order of the file")
        .containsExactlyElementsOf(data.train().inScope().subList(0, 10));
    assertThat(data.withExamples(5, 1)).isEqualTo(data.withExamples(5, 1));
    assertThat(data.withExamples(5, 2)).isNotEqualTo(data.withExamples(5, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt | x | unknown form (expected: a .json file",
        "a.json | {\"train\": [ | line 1: no JSON",
        "a.json | {} | no key train (expected:",
        "a.json | [] | 0 labels to learn, 0 texts to test (expected: at least 2 and 1)",
        "a.json | {\"train\": [[\"a\"]]} | train[0]: neither [text, label] nor an object",
        "a.csv | text | line 1: heading [text] (expected: text,label or text,label,split)",
        "a.csv | text,label;a,x;b | line 3: 1 cells (expected: 2)",
        "a.csv | text,label;\"a,x | line 2: a quoted cell has no end (expected: a closing quote)",
        "a.csv | text,label;a, | line 2: label: empty (expected: a text and its label)",
        "a.csv | text,label,split;a,x,later | line 2: split: 'later' (expected: train, val or test)",
        "a.csv | text,label,split;a,x,train;b,y, | split: missing in 1 of 2 rows (expected: in all or none)",
        "a.csv | text,label;a,x | 1 labels to learn, 0 texts to test (expected: at least 2 and 1)",
        "a.jsonl | {\"text\":\"a\",\"label\":\"x\"};nothing | line 2: no JSON",
        "a.jsonl | [1] | line 1: no object (expected: text and label)",
        "a.csv | text,label,split;a,x,train;b,y,train;c,z,test | 1 labels to validate or test, but none to learn, the first is 'z'",
        "a.tsv | text,name;a,x | line 1: heading [text, name] (expected: text,label",
        "a.json | [{\"text\":\"a\"}] | [0]: label: empty (expected: a text and its label)",
        "a.jsonl | {\"text\":\"a\"} | line 1: label: empty (expected: a text and its label)",
      })
  void namesTheLineOfWhatItCannotUse(String name, String content, String problem) {
    assertThatThrownBy(() -> read(name, content.replace(';', '\n')))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("data: " + folder.resolve(name) + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> DataSetFile.read(folder.resolve("none.csv"), "oos"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("cannot be read");
  }
}
