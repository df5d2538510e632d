import type { OtlpEvent, OtlpLink, OtlpSpan } from '#lib/domain/otlp.ts'
import {
  member,
  readEnum,
  readId,
  readInteger,
  readList,
  readObject,
  readSmallInteger,
  readString,
} from './json-fields.ts'
import type { JsonObject } from './json-fields.ts'
import { readAttributes } from './json-values.ts'
import { otlpLimits } from './limits.ts'
import type { ValueBudget } from './value-budget.ts'

const spanKindNames = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const
const statusCodeNames = ['UNSET', 'OK', 'ERROR'] as const

export function readSpan(json: unknown, budget: ValueBudget): OtlpSpan {
  const span = readObject(json, 'a span')
  const events = readCapped(span, 'events', 'droppedEventsCount', 'dropped_events_count')
  const links = readCapped(span, 'links', 'droppedLinksCount', 'dropped_links_count')
  return {
    traceId: readId(member(span, 'traceId', 'trace_id'), 'traceId', 16),
    spanId: readId(member(span, 'spanId', 'span_id'), 'spanId', 8),
    parentSpanId: readId(member(span, 'parentSpanId', 'parent_span_id'), 'parentSpanId', 8),
    traceState: readString(member(span, 'traceState', 'trace_state'), 'traceState'),
    flags: readSmallInteger(member(span, 'flags'), 'flags'),
    name: readString(member(span, 'name'), 'name'),
    kind: readEnum(member(span, 'kind'), 'kind', spanKindNames, 'SPAN_KIND_'),
    startTimeUnixNano: readInteger(member(span, 'startTimeUnixNano', 'start_time_unix_nano'), 'startTimeUnixNano'),
    endTimeUnixNano: readInteger(member(span, 'endTimeUnixNano', 'end_time_unix_nano'), 'endTimeUnixNano'),
    ...readAttributes(span, budget),
    events: events.list.map((event) => readEvent(event, budget)),
    droppedEventsCount: events.dropped,
    links: links.list.map((link) => readLink(link, budget)),
    droppedLinksCount: links.dropped,
    status: readStatus(member(span, 'status')),
  }
}

/** A list with its dropped count; elements over the limit are added to the count. */
function readCapped(
  span: JsonObject,
  name: string,
  countName: string,
  countSnakeName: string,
): { list: readonly unknown[]; dropped: number } {
  const list = readList(member(span, name), name)
  const dropped = readSmallInteger(member(span, countName, countSnakeName), countName)
  if (list.length <= otlpLimits.events) return { list, dropped }
  return { list: list.slice(0, otlpLimits.events), dropped: dropped + list.length - otlpLimits.events }
}

function readEvent(json: unknown, budget: ValueBudget): OtlpEvent {
  const event = readObject(json, 'an event')
  return {
    timeUnixNano: readInteger(member(event, 'timeUnixNano', 'time_unix_nano'), 'events.timeUnixNano'),
    name: readString(member(event, 'name'), 'events.name'),
    ...readAttributes(event, budget),
  }
}

function readLink(json: unknown, budget: ValueBudget): OtlpLink {
  const link = readObject(json, 'a link')
  return {
    traceId: readId(member(link, 'traceId', 'trace_id'), 'links.traceId', 16),
    spanId: readId(member(link, 'spanId', 'span_id'), 'links.spanId', 8),
    traceState: readString(member(link, 'traceState', 'trace_state'), 'links.traceState'),
    ...readAttributes(link, budget),
    flags: readSmallInteger(member(link, 'flags'), 'links.flags'),
  }
}

function readStatus(json: unknown): OtlpSpan['status'] {
  if (json === undefined) return { code: 0, message: '' }
  const status = readObject(json, 'status')
  return {
    code: readEnum(member(status, 'code'), 'status.code', statusCodeNames, 'STATUS_CODE_'),
    message: readString(member(status, 'message'), 'status.message'),
  }
}
