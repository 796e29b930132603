package dev.baton.routing.classifier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth convex function with limited memory: the two-loop recursion of Nocedal and
 * Wright, Numerical Optimization, 2nd edition, algorithm 7.4, with a backtracking line search. No
 * chance is involved: the same function gives the same minimum, bit for bit.
 */
final class Lbfgs {

  private static final int MEMORY = 10;
  private static final int MAX_BACKTRACKS = 30;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  /** Below this a pair of differences says nothing about the curvature. */
  private static final double MIN_CURVATURE = 1e-12;

  /** What is minimised. */
  interface Objective {

    /** The value at a point; its gradient is written into the second array. */
    double evaluate(double[] point, double[] gradient);
  }

  /** A step, the change of the gradient over it, and 1 / their product. */
  private static final class Pair {
    private final double[] step;
    private final double[] change;
    private final double rho;

    Pair(double[] step, double[] change, double rho) {
      this.step = step;
      this.change = change;
      this.rho = rho;
    }
  }

  private final int maxIterations;
  private final double tolerance;

  /**
   * A minimiser.
   *
   * @param maxIterations most steps, >= 1
   * @param tolerance ends once a step lowers the value by less than this share of it
   */
  Lbfgs(int maxIterations, double tolerance) {
    this.maxIterations = maxIterations;
    this.tolerance = tolerance;
  }

  /** The point at which the search ended; the start is not changed. */
  double[] minimise(Objective objective, double[] start) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = objective.evaluate(point, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int i = 0; i < maxIterations; i++) {
      double[] direction = direction(gradient, pairs);
      double slope = dot(direction, gradient);
      if (slope >= 0) {
        return point;
      }
      Search search = new Search(objective, point, direction);
      // Without curvature the gradient's own length says nothing about a good step.
      double first = pairs.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1;
      if (!search.descend(value, slope, first)) {
        return point;
      }
      remember(pairs, difference(search.point, point), difference(search.gradient, gradient));
      boolean done = value - search.value <= tolerance * Math.abs(value);
      point = search.point;
      gradient = search.gradient;
      value = search.value;
      if (done) {
        return point;
      }
    }
    return point;
  }

  /** A line search from one point in one direction. */
  private static final class Search {
    private final Objective objective;
    private final double[] from;
    private final double[] direction;
    private final double[] point;
    private final double[] gradient;
    private double value;

    Search(Objective objective, double[] from, double[] direction) {
      this.objective = objective;
      this.from = from;
      this.direction = direction;
      this.point = new double[from.length];
      this.gradient = new double[from.length];
    }

    boolean descend(double before, double slope, double firstStep) {
      double step = firstStep;
      for (int i = 0; i < MAX_BACKTRACKS; i++) {
        for (int j = 0; j < point.length; j++) {
          point[j] = from[j] + step * direction[j];
        }
        value = objective.evaluate(point, gradient);
        if (value <= before + SUFFICIENT_DECREASE * step * slope) {
          return true;
        }
        step /= 2;
      }
      return false;
    }
  }

  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] direction = gradient.clone();
    double[] alphas = new double[pairs.size()];
    int i = alphas.length;
    for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
      Pair pair = newestFirst.next();
      i--;
      alphas[i] = pair.rho * dot(pair.step, direction);
      addScaled(direction, -alphas[i], pair.change);
    }
    scale(direction, pairs.isEmpty() ? 1 : initialCurvature(pairs.getLast()));
    for (Pair pair : pairs) {
      double beta = pair.rho * dot(pair.change, direction);
      addScaled(direction, alphas[i] - beta, pair.step);
      i++;
    }
    scale(direction, -1);
    return direction;
  }

  private static double initialCurvature(Pair newest) {
    return 1 / (newest.rho * dot(newest.change, newest.change));
  }

  private static void remember(Deque<Pair> pairs, double[] step, double[] change) {
    double curvature = dot(step, change);
    if (curvature < MIN_CURVATURE) {
      return;
    }
    if (pairs.size() == MEMORY) {
      pairs.removeFirst();
    }
    pairs.addLast(new Pair(step, change, 1 / curvature));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void addScaled(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }
}
