import type { AnyValue, OtlpLogRecord } from '#lib/domain/otlp.ts'
import { member, readEnum, readId, readInteger, readObject, readSmallInteger, readString } from './json-fields.ts'
import { readAnyValue, readAttributes } from './json-values.ts'
import type { ValueBudget } from './value-budget.ts'

/** Index is the number: six levels of four steps each, after UNSPECIFIED. */
const severityNames = [
  'UNSPECIFIED',
  ...['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((level) => [
    level,
    `${level}2`,
    `${level}3`,
    `${level}4`,
  ]),
]

export function readLogRecord(json: unknown, budget: ValueBudget): OtlpLogRecord {
  const log = readObject(json, 'a log record')
  return {
    timeUnixNano: readInteger(member(log, 'timeUnixNano', 'time_unix_nano'), 'timeUnixNano'),
    observedTimeUnixNano: readInteger(
      member(log, 'observedTimeUnixNano', 'observed_time_unix_nano'),
      'observedTimeUnixNano',
    ),
    severityNumber: readEnum(
      member(log, 'severityNumber', 'severity_number'),
      'severityNumber',
      severityNames,
      'SEVERITY_NUMBER_',
    ),
    severityText: readString(member(log, 'severityText', 'severity_text'), 'severityText'),
    body: readBody(member(log, 'body'), budget),
    ...readAttributes(log, budget),
    flags: readSmallInteger(member(log, 'flags'), 'flags'),
    traceId: readId(member(log, 'traceId', 'trace_id'), 'traceId', 16),
    spanId: readId(member(log, 'spanId', 'span_id'), 'spanId', 8),
    eventName: readString(member(log, 'eventName', 'event_name'), 'eventName'),
  }
}

function readBody(json: unknown, budget: ValueBudget): AnyValue | null {
  return json === undefined ? null : readAnyValue(json, 0, budget)
}
