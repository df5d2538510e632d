import type { DemoIdentity, DemoModel } from './agent-writer.ts'
import type { Rng } from './rng.ts'
import type { TraceDraft } from './trace-draft.ts'

/** What a script gets to write one run. */
export type RunContext = {
  trace: TraceDraft
  rng: Rng
  startMs: number
  version: string
  identity: Pick<DemoIdentity, 'tenant' | 'user' | 'session'>
}

/** Writes the spans of one run into the context's trace. */
export type AgentScript = (context: RunContext) => void

export function modelOf(provider: string, requested: string, response: string): DemoModel {
  return { provider, requested, response }
}
