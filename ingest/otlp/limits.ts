/** What one request and one record may hold. Each is a guard against hostile input, far above real traffic. */
export const otlpLimits = {
  /** Spans or log records of one request; those beyond are rejected by partial success. */
  recordsPerRequest: 20_000,
  /** Resources, scopes and records that one message may list: bounds memory, an empty one is 2 bytes of wire. */
  envelopeChildren: 1_000_000,
  /** Attributes of a span, event, link, scope or resource; those beyond are counted as dropped. */
  attributes: 1_024,
  /** Events and links of a span, each; those beyond are counted as dropped. */
  events: 1_024,
  /** UTF-8 bytes of an attribute key, over-long ones reject the record. */
  keyBytes: 256,
  /** Levels of arrays and maps inside one attribute value or log body. */
  valueDepth: 32,
  /** Values inside one record, nested ones included: bounds memory, 2 bytes of wire can be one value. */
  valuesPerRecord: 100_000,
} as const
