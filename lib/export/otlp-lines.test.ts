import { expect, it } from 'vitest'
import type { OtlpLogRecord, OtlpSpan } from '#lib/domain/otlp.ts'
import { logsRequest, tracesRequest } from './otlp-lines.ts'

const resource = (name: string) => ({
  attributes: [{ key: 'service.name', value: { stringValue: name } }],
  droppedAttributesCount: 0,
  schemaUrl: `https://schema/${name}`,
})
const scope = (name: string) => ({ name, version: '1', attributes: [], droppedAttributesCount: 2, schemaUrl: '' })
const span = (spanId: string): OtlpSpan => ({
  traceId: '1',
  spanId,
  parentSpanId: '',
  traceState: '',
  flags: 0,
  name: spanId,
  kind: 1,
  startTimeUnixNano: '1',
  endTimeUnixNano: '2',
  attributes: [],
  droppedAttributesCount: 0,
  events: [],
  droppedEventsCount: 0,
  links: [],
  droppedLinksCount: 0,
  status: { code: 0, message: '' },
})
const log: OtlpLogRecord = {
  timeUnixNano: '1',
  observedTimeUnixNano: '0',
  severityNumber: 9,
  severityText: '',
  body: null,
  attributes: [],
  droppedAttributesCount: 0,
  flags: 0,
  traceId: '',
  spanId: '',
  eventName: 'e',
}

it('groups spans by resource and scope', () => {
  const records = [
    { resource: resource('a'), scope: scope('x'), span: span('1') },
    { resource: resource('b'), scope: scope('x'), span: span('2') },
    { resource: resource('a'), scope: scope('y'), span: span('3') },
    { resource: resource('a'), scope: scope('x'), span: span('4') },
  ]
  const { schemaUrl: _schemaUrl, ...x } = scope('x')
  const { schemaUrl: _other, ...y } = scope('y')
  expect(JSON.parse(tracesRequest(records))).toEqual({
    resourceSpans: [
      {
        resource: { attributes: resource('a').attributes, droppedAttributesCount: 0 },
        schemaUrl: 'https://schema/a',
        scopeSpans: [
          { scope: x, schemaUrl: '', spans: [span('1'), span('4')] },
          { scope: y, schemaUrl: '', spans: [span('3')] },
        ],
      },
      {
        resource: { attributes: resource('b').attributes, droppedAttributesCount: 0 },
        schemaUrl: 'https://schema/b',
        scopeSpans: [{ scope: x, schemaUrl: '', spans: [span('2')] }],
      },
    ],
  })
})

it('writes logs alike', () => {
  const text = logsRequest([{ resource: resource('a'), scope: scope('x'), log }])
  expect(JSON.parse(text)).toMatchObject({ resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }] })
})
