import type { Reader } from 'protobufjs/minimal.js'
import type { AnyValue, KeyValue, OtlpResource, OtlpScope } from '#lib/domain/otlp.ts'
import { readKey } from './key-cache.ts'
import { otlpLimits } from './limits.ts'
import type { ValueBudget } from './value-budget.ts'
import { expectEnd, messageEnd, readBase64, readInt64, skipField } from './wire.ts'

/** Attributes of one owner while they are read: those over the limit are counted, not kept. */
export type AttributeList = { attributes: KeyValue[]; droppedAttributesCount: number }

/** Reads one KeyValue of a repeated `attributes` field into its owner. */
export function readAttribute(reader: Reader, limit: number, owner: AttributeList, budget: ValueBudget): void {
  const end = messageEnd(reader, limit)
  if (owner.attributes.length >= otlpLimits.attributes) {
    reader.pos = end
    owner.droppedAttributesCount += 1
    return
  }
  owner.attributes.push(readKeyValue(reader, end, 0, budget))
}

/** opentelemetry.proto.common.v1.AnyValue */
export function readAnyValue(reader: Reader, end: number, depth: number, budget: ValueBudget): AnyValue {
  budget.take(depth)
  let value: AnyValue = {}
  while (reader.pos < end) {
    const tag = reader.uint32()
    switch (tag) {
      case 0x0a: // 1 string_value
        value = { stringValue: reader.string() }
        break
      case 0x10: // 2 bool_value
        value = { boolValue: reader.bool() }
        break
      case 0x18: // 3 int_value
        value = { intValue: readInt64(reader) }
        break
      case 0x21: // 4 double_value
        value = { doubleValue: doubleValue(reader.double()) }
        break
      case 0x2a: // 5 array_value
        value = { arrayValue: { values: readArray(reader, messageEnd(reader, end), depth, budget) } }
        break
      case 0x32: // 6 kvlist_value
        value = { kvlistValue: { values: readMap(reader, messageEnd(reader, end), depth, budget) } }
        break
      case 0x3a: // 7 bytes_value
        value = { bytesValue: readBase64(reader) }
        break
      default:
        skipField(reader, tag)
    }
  }
  expectEnd(reader, end)
  return value
}

/** opentelemetry.proto.resource.v1.Resource; the schema URL stands beside it in the envelope. */
export function readResource(reader: Reader, end: number, budget: ValueBudget): OtlpResource {
  const resource: OtlpResource = { attributes: [], droppedAttributesCount: 0, schemaUrl: '' }
  budget.restart()
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x0a) readAttribute(reader, end, resource, budget)
    else if (tag === 0x10) resource.droppedAttributesCount += reader.uint32()
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  return resource
}

/** opentelemetry.proto.common.v1.InstrumentationScope */
export function readScope(reader: Reader, end: number, budget: ValueBudget): OtlpScope {
  const scope: OtlpScope = { name: '', version: '', attributes: [], droppedAttributesCount: 0, schemaUrl: '' }
  budget.restart()
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x0a) scope.name = reader.string()
    else if (tag === 0x12) scope.version = reader.string()
    else if (tag === 0x1a) readAttribute(reader, end, scope, budget)
    else if (tag === 0x20) scope.droppedAttributesCount += reader.uint32()
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  return scope
}

/** NaN and the infinities are strings in JSON. */
export function doubleValue(value: number): AnyValue['doubleValue'] {
  if (Number.isFinite(value)) return value
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? 'Infinity' : '-Infinity'
}

function readKeyValue(reader: Reader, end: number, depth: number, budget: ValueBudget): KeyValue {
  const entry: KeyValue = { key: '', value: {} }
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x0a) entry.key = readKey(reader)
    else if (tag === 0x12) entry.value = readAnyValue(reader, messageEnd(reader, end), depth, budget)
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  budget.checkKey(entry.key)
  return entry
}

function readArray(reader: Reader, end: number, depth: number, budget: ValueBudget): AnyValue[] {
  const values: AnyValue[] = []
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x0a) values.push(readAnyValue(reader, messageEnd(reader, end), depth + 1, budget))
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  return values
}

function readMap(reader: Reader, end: number, depth: number, budget: ValueBudget): KeyValue[] {
  const values: KeyValue[] = []
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag !== 0x0a) {
      skipField(reader, tag)
      continue
    }
    budget.take(depth)
    values.push(readKeyValue(reader, messageEnd(reader, end), depth + 1, budget))
  }
  expectEnd(reader, end)
  return values
}
