package dev.baton.agent.slot;

import java.time.InstantSource;

/**
 * What a slot group works with.
 *
 * @param source where its records come from; the group closes it
 * @param decoder reads them
 * @param runner has them worked on
 * @param turns free turns for work, shared by all groups of a worker
 * @param cancellations what nobody waits for
 * @param listener hears how long work takes
 * @param clock every time that the group looks at
 */
public record SlotParts(
    TaskSource source,
    TaskDecoder decoder,
    TaskRunner runner,
    Turns turns,
    Cancellations cancellations,
    SlotListener listener,
    InstantSource clock) {}
