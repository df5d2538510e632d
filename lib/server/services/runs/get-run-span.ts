import { spanExtras, spanPayload } from '#clickhouse/queries/spans/span-payload.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { Run, SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { decodeContent } from '#lib/normalise/index.ts'
import { contentOfLogs } from '#lib/normalise/logs.ts'
import type { ServiceContext } from '../context.ts'
import { assembleRun } from './assemble-run.ts'
import { loadLogs, type LoadedLog } from './load-logs.ts'
import { logDetail, rawLog, rawSpan, spanDetail } from './span-detail.ts'

/** One row of the tree with everything that was recorded for it. */
export async function getRunSpan({
  ctx,
  run,
  spanId,
}: {
  ctx: ServiceContext
  run: Run
  spanId: string
}): Promise<SpanDetail> {
  const { nodes, logsOfSpan } = await assembleRun({ ctx, run })
  const id = spanId.toLowerCase()
  const node = nodes.find((candidate) => candidate.spanId === id)
  if (node === undefined) throw new AppError('not_found', `Span ${id} is not in run ${run.runId}.`)
  const logIds = [...(logsOfSpan.get(id) ?? [])]
  if (node.source === 'log') return detailOfLog(ctx, node, logIds)
  return detailOfSpan(ctx, node, logIds)
}

async function detailOfSpan(ctx: ServiceContext, node: SpanNode, logIds: string[]): Promise<SpanDetail> {
  const place = { project: ctx.project, traceId: node.traceId, spanId: node.spanId, startNs: node.startNs }
  const [[payload], [extras], logs] = await Promise.all([
    spanPayload(ctx.db, place),
    spanExtras(ctx.db, place),
    loadLogs(ctx, logIds),
  ])
  if (payload === undefined) throw new AppError('not_found', `The content of span ${node.spanId} has passed retention.`)
  const record = rawSpan(payload.raw)
  const content = mergeContent(decodeContent(record), contentOfLogs(logs.map(({ record: log }) => log)))
  const prompt = {
    name: extras?.prompt_name || promptOf(logs).name,
    version: extras?.prompt_version || promptOf(logs).version,
  }
  return spanDetail({ node, record, content, logs, prompt })
}

async function detailOfLog(ctx: ServiceContext, node: SpanNode, logIds: string[]): Promise<SpanDetail> {
  const logs = await loadLogs(ctx, [...new Set([node.spanId, ...logIds])])
  const own = logs.find(({ logId }) => logId === node.spanId) ?? logs[0]
  if (own === undefined)
    throw new AppError('not_found', `The content of log record ${node.spanId} has passed retention.`)
  const content = contentOfLogs(logs.map(({ record }) => record))
  return logDetail({ node, record: rawLog(own.raw), content, logs, prompt: promptOf(logs) })
}

function promptOf(logs: readonly LoadedLog[]): { name: string; version: string } {
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
