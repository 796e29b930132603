package dev.baton.simulation.scene;

import dev.baton.core.run.RunMachine;
import dev.baton.simulation.chance.Chance;
import dev.baton.simulation.cluster.Cluster;
import dev.baton.simulation.law.Watch;
import dev.baton.simulation.law.WorkWatch;
import dev.baton.simulation.time.Agenda;
import dev.baton.simulation.time.Trace;

/**
 * What all parts of one world share.
 *
 * @param agenda time
 * @param chance what goes wrong
 * @param trace what happens, for readers
 * @param cluster the topics
 * @param machine decides what events mean
 * @param habits how the parts behave
 * @param watch sees what is committed
 * @param work sees what workers do
 * @param tally counts
 */
public record Scene(
    Agenda agenda,
    Chance chance,
    Trace trace,
    Cluster cluster,
    RunMachine machine,
    Habits habits,
    Watch watch,
    WorkWatch work,
    Tally tally) {}
