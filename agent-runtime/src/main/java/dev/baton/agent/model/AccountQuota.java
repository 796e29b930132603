package dev.baton.agent.model;

/** Which part of an account's limits this process may use. Thread-safe. */
public interface AccountQuota {

  /** Of a process that is alone with its accounts. */
  AccountQuota WHOLE =
      new AccountQuota() {
        @Override
        public long allowance(String account, Measure measure, long limit) {
          return limit;
        }

        @Override
        public int sharers(String account) {
          return 1;
        }
      };

  /** What a limit counts. */
  enum Measure {
    /** Calls a minute. */
    REQUESTS,
    /** Tokens a minute, in and out. */
    TOKENS
  }

  /**
   * What may be used in a minute at the moment.
   *
   * @param account its name
   * @param measure what is counted
   * @param limit of the account, over all processes
   * @return at most the limit; 0 where nothing may be used yet
   */
  long allowance(String account, Measure measure, long limit);

  /** By how many processes an account is divided, this one included. */
  int sharers(String account);
}
