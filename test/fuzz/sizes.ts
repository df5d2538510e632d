/** `npm run test:full` tries everything; `npm test` some of it. */
export const isFull = process.env['TACHO_TEST'] === 'full'

/** Requests in each encoding. */
export const requestsPerEncoding = isFull ? 5_000 : 300
/** Sets of spans. */
export const spanSets = isFull ? 2_000 : 150
/** Fixed, so that a failure can be seen again; another one finds other things. */
export const seed = Number(process.env['TACHO_FUZZ_SEED'] ?? 20_261_121)

/** Nothing that one request or one run needs takes this long on any machine, milliseconds: a guard against hanging. */
export const hangMs = 30_000
/** Slower than this is counted and printed, milliseconds. */
export const slowMs = 1_000
