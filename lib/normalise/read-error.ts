import type { CallFacts } from '#lib/domain/span.ts'
import { callKeys } from '#lib/semconv/call.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import { Attributes } from './attributes.ts'
import type { SpanInput } from './dialect.ts'
import { headOf } from './preview.ts'

export type ErrorFacts = Pick<CallFacts, 'status' | 'errorType' | 'errorMessage' | 'endHint'>

const maxMessage = 1000
/** LangGraph steers by exceptions; none of these is a failure. */
const controlFlow = /\b(ParentCommand|GraphInterrupt|NodeInterrupt|GraphBubbleUp|CallDeferred|ApprovalRequired)\b/
const stepLimit =
  /max(imum)?[_ ]?(turns|steps|(tool[_ ]?call[_ ])?iterations|tool[_ ]?calls)|MaxTurnsExceeded|GraphRecursion|Recursion limit of|request_limit|MaxIterations|EventLoopMaxTurns/i
const cancelled =
  /AbortError|\b(Cancelled|Canceled)(Error|Exception)?\b|context canceled|KeyboardInterrupt|operation was aborted/i
const budget = /BudgetExceeded|budget (has been )?exceeded|UsageLimitExceeded|total_tokens_limit/i

/**
 * Status and error of a span: OTLP status, `error.type`, and exception events, which several
 * emitters record without setting the status.
 */
export function readError(input: SpanInput): ErrorFacts {
  const { attributes, record } = input
  const exception = exceptionOf(input)
  const type = attributes.firstText(callKeys.errorType)
  const isFailed = record.span.status.code === 2 || type !== '' || (exception !== null && record.span.status.code !== 1)
  const message = exception?.message || attributes.firstText(callKeys.errorMessage) || record.span.status.message
  const errorType = isGeneric(type) ? (exception?.type ?? '') || type : type
  const text = `${errorType} ${exception?.type ?? ''} ${message}`
  if (!isFailed || controlFlow.test(text.slice(0, 2000))) {
    return { status: record.span.status.code === 1 ? 'ok' : 'unset', errorType: '', errorMessage: '', endHint: '' }
  }
  return { status: 'error', errorType, errorMessage: headOf(message.trim(), maxMessage), endHint: endHintOf(text) }
}

/** The last exception event; null when there is none. */
function exceptionOf(input: SpanInput): { type: string; message: string } | null {
  const event = input.record.span.events.findLast(({ name }) => name === otel.exceptionEvent)
  if (!event) return null
  const attributes = new Attributes(event.attributes)
  return { type: attributes.text(otel.exceptionType), message: attributes.text(otel.exceptionMessage) }
}

/** An exception of a span whose status says that all went well, as failure of the span. */
export function hiddenError(input: SpanInput): ErrorFacts | null {
  const exception = exceptionOf(input)
  if (!exception || controlFlow.test(`${exception.type} ${exception.message.slice(0, 2000)}`)) return null
  const text = `${exception.type} ${exception.message}`
  const errorMessage = headOf(exception.message.trim(), maxMessage)
  return { status: 'error', errorType: exception.type, errorMessage, endHint: endHintOf(text) }
}

function endHintOf(text: string): CallFacts['endHint'] {
  const head = text.slice(0, 2000)
  if (stepLimit.test(head)) return 'max_steps'
  if (budget.test(head)) return 'budget'
  return cancelled.test(head) ? 'cancelled' : ''
}

function isGeneric(type: string): boolean {
  return type === '' || type === '_OTHER' || type === 'unknown' || type === 'Error'
}
