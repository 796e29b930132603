package dev.baton.documents;

import dev.baton.agent.tool.ToolBox;
import dev.baton.search.Passage;
import java.util.List;

/** Calls a search tool from code. Stateless. */
public final class PassageSearch {

  private PassageSearch() {}

  /**
   * Searches by a tool that the card allows; the call is journaled like a model's.
   *
   * @param tool {@link SearchTool#SEARCH} or {@link SearchTool#SEARCH_CODE}
   * @param query plain words, not blank
   * @return the passages, best first
   * @throws InterruptedException if the work was interrupted
   * @throws dev.baton.agent.tool.ToolException if the tool refuses
   * @throws dev.baton.agent.failure.TaskFailureException if the corpus cannot be used
   */
  public static List<Passage> call(ToolBox tools, String tool, String query)
      throws InterruptedException {
    return PassageJson.read(tools.call(tool, SearchTool.arguments(query)).text());
  }
}
