package dev.baton.cli.routing;

import java.util.List;

/**
 * Everyday English words, for the time that a text takes depends on its word pieces: words that
 * nobody writes have twice as many.
 */
final class BenchWords {

  private static final String WORDS =
      """
      the a of to in for on with from by at as about after before between during over under
      is are was be has have had do does can will should could must may need want find show tell
      give make take keep send write read check compare explain describe list count fix change add
      remove move open close start stop run test build plan order pay book cancel return call ask
      answer report review draft summarise translate search track update improve repair clean
      I you he she it we they my your our their this that these those which what who when where
      why how not no all any some each every few many more most other another same new old good
      bad fast slow early late high low large small long short free full open empty last next
      first second three four five ten hundred day week month year morning evening today tomorrow
      customer order invoice payment price product store account contract delivery address email
      letter note message meeting team manager project task deadline budget cost figure table
      chart page section paragraph sentence word list number name date time place city country
      house office school hospital car train flight hotel ticket road bridge river sea mountain
      weather rain sun wind water food bread coffee milk fruit meat recipe kitchen garden tree
      code class method function error message log file folder database query server network
      service version release branch change request password user screen button window phone
      nightly import record customer source handbook policy refund period law question story
      music film game sport player match score history science energy engine battery paper metal
      doctor patient medicine test result health sleep blood heart hand family child friend
      """;

  private BenchWords() {}

  static List<String> all() {
    return List.of(WORDS.strip().split("\\s+"));
  }
}
