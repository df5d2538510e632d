import { assembleRuns } from './assemble-runs.ts'
import type { AssembledRun, AssembleInput } from './types.ts'

export type GroupInput = Omit<AssembleInput, 'rules'>

/** Version of the built-in rules of assembly; a project's own rules would come here. */
const rules = { version: '1' }

/** Assembles one group with the rules that hold now. */
export function assembleGroup(input: GroupInput): AssembledRun[] {
  return assembleRuns({ ...input, rules })
}
