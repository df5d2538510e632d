import type { SpanContent } from '#lib/domain/message.ts'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { decodeContent } from '#lib/normalise/index.ts'
import { contentOfLogs } from '#lib/normalise/logs.ts'
import type { LoadedLog } from './load-logs.ts'
import { logDetail, rawLog, rawSpan, spanDetail } from './span-detail.ts'

type Prompt = { name: string; version: string }
type SpanSource = { node: SpanNode; raw: string; prompt: Prompt | undefined; logs: readonly LoadedLog[] }

/** A row of the tree that a span stands behind, with everything that was recorded for it. */
export function detailOfSpan({ node, raw, prompt, logs }: SpanSource): SpanDetail {
  const record = rawSpan(raw)
  const content = mergeContent(decodeContent(record), contentOfLogs(logs.map(({ record: log }) => log)))
  const named = promptOf(logs)
  return spanDetail({
    node,
    record,
    content,
    logs,
    prompt: { name: prompt?.name || named.name, version: prompt?.version || named.version },
  })
}

/** A row that is known from log records only; null when none of them is there. */
export function detailOfLog(node: SpanNode, logs: readonly LoadedLog[]): SpanDetail | null {
  const own = logs.find(({ logId }) => logId === node.spanId) ?? logs[0]
  if (own === undefined) return null
  const content = contentOfLogs(logs.map(({ record }) => record))
  return logDetail({ node, record: rawLog(own.raw), content, logs, prompt: promptOf(logs) })
}

function promptOf(logs: readonly LoadedLog[]): Prompt {
  const named = logs.find(({ promptName }) => promptName !== '')
  return { name: named?.promptName ?? '', version: named?.promptVersion ?? '' }
}

/** The span's own content, completed by what only its log records say. */
function mergeContent(span: SpanContent, logs: SpanContent): SpanContent {
  return {
    systemInstructions: span.systemInstructions.length > 0 ? span.systemInstructions : logs.systemInstructions,
    inputMessages: span.inputMessages.length > 0 ? span.inputMessages : logs.inputMessages,
    outputMessages: span.outputMessages.length > 0 ? span.outputMessages : logs.outputMessages,
    toolDefinitions: span.toolDefinitions.length > 0 ? span.toolDefinitions : logs.toolDefinitions,
    input: span.input ?? logs.input,
    output: span.output ?? logs.output,
    requestParameters: { ...logs.requestParameters, ...span.requestParameters },
    state: span.state === 'absent' ? logs.state : span.state,
  }
}
