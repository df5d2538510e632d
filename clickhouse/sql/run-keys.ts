import { z } from 'zod'

/** The hours and the ids of some runs as one JSON text: an array of 10,000 would take the engine longer to read than its rows. */
export const RunKeys = z.object({ runKeys: z.string() })
export type RunKeys = z.infer<typeof RunKeys>

export function runKeysOf(runs: readonly { bucket_hour: string; run_id: string }[]): RunKeys {
  return { runKeys: JSON.stringify(runs.map(({ bucket_hour, run_id }) => [bucket_hour, run_id])) }
}

/** Rows of these runs. Both parts of the key at once: any few ids lie all over an hour of thousands. */
export const isOneOfRunKeys =
  "(bucket, run_id) IN (SELECT toDateTime(key.1, 'UTC'), key.2 FROM (SELECT arrayJoin(JSONExtract(materialize({runKeys:String}), 'Array(Tuple(String, String))')) AS key))"
