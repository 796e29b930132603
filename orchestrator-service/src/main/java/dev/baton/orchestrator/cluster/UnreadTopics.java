package dev.baton.orchestrator.cluster;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices results topics that nobody in the group reads.
 *
 * <p>A static member that comes back as its group's leader is given its former assignment and takes
 * the topics that it sees then for those of that assignment (KIP-814), so a topic that was created
 * while it was down is assigned to nobody until some other topic comes or goes. Not thread-safe.
 */
public final class UnreadTopics {

  private static final Logger log = LoggerFactory.getLogger(UnreadTopics.class);
  // The group itself notices a new topic within one interval and then takes its time to rebalance.
  private static final int PATIENT_LOOKS = 3;

  private final Cluster cluster;
  private final String group;
  private final TopicDirectory directory;
  private int looks;

  /**
   * Nothing noticed yet.
   *
   * @param cluster what is asked
   * @param group who ought to read
   * @param directory what ought to be read
   */
  public UnreadTopics(Cluster cluster, String group, TopicDirectory directory) {
    this.cluster = cluster;
    this.group = group;
    this.directory = directory;
  }

  /**
   * Looks once and says whether it is time to make the group assign its topics anew: a stable group
   * has left some unread for {@value #PATIENT_LOOKS} looks in a row. Says so once, then begins to
   * count again.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public boolean areOverdue() {
    SortedSet<String> unread = unread();
    looks = unread.isEmpty() ? 0 : looks + 1;
    if (looks < PATIENT_LOOKS) {
      return false;
    }
    looks = 0;
    log.warn("Nobody in group {} reads {}; its topics are assigned anew", group, unread);
    return true;
  }

  private SortedSet<String> unread() {
    Optional<Set<String>> read = cluster.readTopics(group);
    Set<String> unread = new HashSet<>(read.isPresent() ? directory.readable() : Set.of());
    unread.removeAll(read.orElse(Set.of()));
    return new TreeSet<>(unread);
  }
}
