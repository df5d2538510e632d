/** What a sender may take of the receiver's time and connections; parameters so that tests need not wait. */
export type ReceiveLimits = {
  /** Milliseconds for the headers of a request. */
  headersMs: number
  /** Milliseconds for its body. */
  bodyMs: number
  /** A body must bring `minBytesPerSecond` in each stretch of so many milliseconds. */
  rateWindowMs: number
  minBytesPerSecond: number
  /** A connection without a request is closed after so many milliseconds. */
  idleMs: number
  grpcIdleMs: number
  connections: number
  /** Open calls of one gRPC connection. */
  streamsPerConnection: number
  /** Requests whose bodies are read at once ... */
  requests: number
  /** ... of one project, so that there is always room for another. */
  requestsPerProject: number
  /** Milliseconds that a request waits for its turn before its sender is asked to come again. */
  turnWaitMs: number
  /** Requests that may wait for their turn. */
  waiting: number
  /** Bodies that expand like a bomb and are inflated at once, until each is known to be one or not. */
  suspects: number
  /** Milliseconds for open requests to end once the process is told to stop. */
  drainMs: number
}

export const defaultReceiveLimits: ReceiveLimits = {
  headersMs: 10_000,
  bodyMs: 30_000,
  rateWindowMs: 10_000,
  minBytesPerSecond: 1_024,
  idleMs: 60_000,
  // Exporters of metrics send once a minute: a connection that is closed between is opened each time.
  grpcIdleMs: 300_000,
  connections: 4_096,
  streamsPerConnection: 128,
  requests: 64,
  requestsPerProject: 48,
  turnWaitMs: 2_000,
  waiting: 1_024,
  suspects: 4,
  // Less than the supervisor's patience, which has to last for the last inserts too.
  drainMs: 10_000,
}
