package dev.baton.core.run;

/** Something that was decided. A run's state is the fold of its facts. */
public sealed interface Fact permits RunFact, StepFact, TaskFact, CompensationFact {}
