package dev.baton.routing.classifier;

import java.util.ArrayList;
import java.util.List;

/** What models said about examples that they had not learned from. */
record HeldOut(List<Classes.Raw> judged, List<Integer> classes) {

  static HeldOut of(Classes learned, Examples examples) {
    HeldOut heldOut = new HeldOut(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < examples.classes().length; i++) {
      heldOut.judged.add(learned.judge(examples.vectors().get(i)));
      heldOut.classes.add(examples.classes()[i]);
    }
    return heldOut;
  }

  void addAll(HeldOut others) {
    judged.addAll(others.judged);
    classes.addAll(others.classes);
  }

  IntentModel.Calibration calibrate() {
    double[][] logits = judged.stream().map(Classes.Raw::logits).toArray(double[][]::new);
    int[] labels = classes.stream().mapToInt(Integer::intValue).toArray();
    Familiarity.Signs[] signs =
        judged.stream().map(Classes.Raw::signs).toArray(Familiarity.Signs[]::new);
    return new IntentModel.Calibration(Temperature.fit(logits, labels), Familiarity.of(signs));
  }
}
