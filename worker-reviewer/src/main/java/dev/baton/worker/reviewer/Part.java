package dev.baton.worker.reviewer;

import dev.baton.agent.evidence.DraftBlock;
import java.util.List;

/**
 * One result among those that are merged, its sources numbered as those of the merged text.
 *
 * @param label which item of the fan-out it is about
 * @param blocks what it says
 */
record Part(String label, List<DraftBlock> blocks) {
  Part {
    blocks = List.copyOf(blocks);
  }
}
