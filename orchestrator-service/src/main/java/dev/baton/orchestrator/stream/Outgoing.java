package dev.baton.orchestrator.stream;

/**
 * An encoded record on its way out.
 *
 * @param topic where it goes
 * @param key its key; never changed after this
 * @param value its value; never changed after this
 * @param atMillis its timestamp
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Bytes on their way to a producer; nobody compares or changes them.
record Outgoing(String topic, byte[] key, byte[] value, long atMillis) {}
