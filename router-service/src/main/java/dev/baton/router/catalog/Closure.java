package dev.baton.router.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Everything that a run of a workflow can come to need, at one moment.
 *
 * @param nested the latest version of every workflow that it names, directly or not, in order of
 *     names; the workflow itself only where it is named again
 * @param roles every role that it or one of them names
 * @param optionalRoles roles that they do not name but make use of where they are published
 * @param unpublished names of workflows that are not published
 */
public record Closure(
    List<PublishedWorkflow> nested,
    NavigableSet<String> roles,
    NavigableSet<String> optionalRoles,
    NavigableSet<String> unpublished) {

  /** Copies the list. */
  public Closure {
    nested = List.copyOf(nested);
  }

  /** Looks each name up once, so that workflows that name each other end it too. */
  static Closure of(
      PublishedWorkflow root, Function<String, Optional<PublishedWorkflow>> published) {
    NavigableMap<String, PublishedWorkflow> found = new TreeMap<>();
    NavigableSet<String> roles = new TreeSet<>(root.roles());
    NavigableSet<String> optionalRoles = new TreeSet<>(root.optionalRoles());
    NavigableSet<String> unpublished = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(root.children());
    while (!open.isEmpty()) {
      String name = open.remove();
      if (found.containsKey(name) || unpublished.contains(name)) {
        continue;
      }
      Optional<PublishedWorkflow> workflow = published.apply(name);
      if (workflow.isEmpty()) {
        unpublished.add(name);
      } else {
        found.put(name, workflow.get());
        roles.addAll(workflow.get().roles());
        optionalRoles.addAll(workflow.get().optionalRoles());
        open.addAll(workflow.get().children());
      }
    }
    return new Closure(List.copyOf(found.values()), roles, optionalRoles, unpublished);
  }

  /** Every role whose card a run is pinned to where it is published. */
  public NavigableSet<String> allRoles() {
    NavigableSet<String> all = new TreeSet<>(roles);
    all.addAll(optionalRoles);
    return all;
  }
}
