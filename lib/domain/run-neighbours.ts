import { z } from 'zod'

const RunRef = z.object({ runId: z.string() })

/** The runs before and after one in a list; null at its ends. A run that the list leaves out still has a place in its order. */
export const RunNeighbours = z.object({ previous: RunRef.nullable(), next: RunRef.nullable() })
export type RunNeighbours = z.infer<typeof RunNeighbours>
