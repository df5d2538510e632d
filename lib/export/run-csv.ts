import type { Run } from '#lib/domain/run.ts'
import { csvLine, type CsvCell } from './csv.ts'

type Column = { name: string; of: (run: Run) => CsvCell }

const text = (name: string, of: (run: Run) => string | null): Column => ({ name, of: (run) => ({ text: of(run) }) })
const number = (name: string, of: (run: Run) => number | string | null): Column => ({
  name,
  of: (run) => ({ number: of(run) }),
})
/** Several values in one cell. */
const list = (name: string, of: (run: Run) => readonly (string | null)[]): Column =>
  text(name, (run) => [...new Set(of(run))].filter((value) => value !== null && value !== '').join(' | '))

/** One row a run. What is unknown is empty, costs are exact decimals, lists are joined by ` | `. */
const columns: readonly Column[] = [
  text('runId', (run) => run.runId),
  text('startedAt', (run) => isoTime(run.startedAt)),
  text('endedAt', (run) => isoTime(run.endedAt)),
  number('durationMs', (run) => run.durationNs / 1e6),
  text('endReason', (run) => run.endReason),
  text('outcome', (run) => run.outcome),
  text('agent', (run) => run.agent),
  text('agentVersion', (run) => run.agentVersion),
  text('environment', (run) => run.environment),
  text('tenant', (run) => run.tenant),
  text('feature', (run) => run.feature),
  text('taskType', (run) => run.taskType),
  text('user', (run) => run.user),
  text('session', (run) => run.session),
  number('steps', (run) => run.steps),
  number('llmCalls', (run) => run.llmCalls),
  number('failedLlmCalls', (run) => run.failedLlmCalls),
  number('toolCalls', (run) => run.toolCalls),
  number('toolErrors', (run) => run.toolErrors),
  number('embeddingCalls', (run) => run.embeddingCalls),
  number('embeddingTokens', (run) => run.embeddingTokens),
  number('inputTokens', (run) => run.usage.inputTokens),
  number('inputUncachedTokens', (run) => run.usage.inputUncachedTokens),
  number('cacheReadTokens', (run) => run.usage.cacheReadTokens),
  number('cacheWriteTokens', (run) => run.usage.cacheWriteTokens),
  number('outputTokens', (run) => run.usage.outputTokens),
  number('reasoningTokens', (run) => run.usage.reasoningTokens),
  number('costUsd', (run) => run.costUsd),
  text('costStatus', (run) => run.costStatus),
  number('reportedCostUsd', (run) => run.reportedCostUsd),
  number('loops', (run) => run.loops.count),
  number('revisits', (run) => run.loops.revisits),
  number('loopCostUsd', (run) => run.loops.costUsd),
  list('models', (run) => run.models.map(({ model, requestedModel }) => model ?? requestedModel)),
  list('tools', (run) => run.tools.map(({ name }) => name)),
  list('agents', (run) => run.agents.map(({ name }) => name)),
  list('tags', (run) => run.tags),
  list('warnings', (run) => run.warnings.map(({ code }) => code)),
  list('dialects', (run) => run.dialects),
  number('spanCount', (run) => run.spanCount),
  text('input', (run) => run.inputPreview),
  text('output', (run) => run.outputPreview),
  text('error', (run) => run.errorMessage),
  list('traceIds', (run) => run.traceIds),
]

export const runCsvColumns: readonly string[] = columns.map(({ name }) => name)
export const runCsvHeader: string = csvLine(runCsvColumns.map((name) => ({ text: name })))

export function runCsvLine(run: Run): string {
  return csvLine(columns.map(({ of }) => of(run)))
}

/** Nanoseconds since the epoch as ISO 8601 in UTC, with all digits. */
function isoTime(ns: string): string {
  const value = BigInt(ns)
  const seconds = new Date(Number(value / 1_000_000_000n) * 1_000).toISOString().slice(0, 19)
  return `${seconds}.${(value % 1_000_000_000n).toString().padStart(9, '0')}Z`
}
