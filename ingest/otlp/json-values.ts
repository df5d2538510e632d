import type { AnyValue, KeyValue, OtlpResource, OtlpScope } from '#lib/domain/otlp.ts'
import {
  bad,
  isObject,
  member,
  readInteger,
  readList,
  readObject,
  readSmallInteger,
  readString,
} from './json-fields.ts'
import { otlpLimits } from './limits.ts'
import { doubleValue, type AttributeList } from './protobuf-values.ts'
import type { ValueBudget } from './value-budget.ts'

/** `attributes` and `droppedAttributesCount` of any owner; those over the limit are counted, not kept. */
export function readAttributes(owner: unknown, budget: ValueBudget): AttributeList {
  if (!isObject(owner)) return { attributes: [], droppedAttributesCount: 0 }
  const list = readList(member(owner, 'attributes'), 'attributes')
  const kept = list.length > otlpLimits.attributes ? list.slice(0, otlpLimits.attributes) : list
  const dropped = readSmallInteger(
    member(owner, 'droppedAttributesCount', 'dropped_attributes_count'),
    'droppedAttributesCount',
  )
  return {
    attributes: kept.map((entry) => readKeyValue(entry, 0, budget)),
    droppedAttributesCount: dropped + list.length - kept.length,
  }
}

/** The JSON form of AnyValue; `{}` and null are the null value. */
export function readAnyValue(json: unknown, depth: number, budget: ValueBudget): AnyValue {
  budget.take(depth)
  if (json === undefined || json === null) return {}
  const value = readObject(json, 'an attribute value')
  const text = member(value, 'stringValue', 'string_value')
  if (text !== undefined) return { stringValue: readString(text, 'stringValue') }
  const integer = member(value, 'intValue', 'int_value')
  if (integer !== undefined) return { intValue: readInteger(integer, 'intValue') }
  const double = member(value, 'doubleValue', 'double_value')
  if (double !== undefined) return { doubleValue: readDouble(double) }
  const flag = member(value, 'boolValue', 'bool_value')
  if (flag !== undefined) return { boolValue: readBoolean(flag) }
  const bytes = member(value, 'bytesValue', 'bytes_value')
  if (bytes !== undefined) return { bytesValue: readString(bytes, 'bytesValue') }
  return readNested(
    member(value, 'arrayValue', 'array_value'),
    member(value, 'kvlistValue', 'kvlist_value'),
    depth,
    budget,
  )
}

export function readResource(json: unknown, schemaUrl: string, budget: ValueBudget): OtlpResource {
  budget.restart()
  return { ...readAttributes(json, budget), schemaUrl }
}

export function readScope(json: unknown, schemaUrl: string, budget: ValueBudget): OtlpScope {
  budget.restart()
  const scope = isObject(json) ? json : {}
  return {
    name: readString(member(scope, 'name'), 'scope.name'),
    version: readString(member(scope, 'version'), 'scope.version'),
    ...readAttributes(scope, budget),
    schemaUrl,
  }
}

function readNested(array: unknown, map: unknown, depth: number, budget: ValueBudget): AnyValue {
  if (array !== undefined) {
    const values = readList(member(readObject(array, 'arrayValue'), 'values'), 'arrayValue.values')
    return { arrayValue: { values: values.map((value) => readAnyValue(value, depth + 1, budget)) } }
  }
  if (map !== undefined) {
    const values = readList(member(readObject(map, 'kvlistValue'), 'values'), 'kvlistValue.values')
    return { kvlistValue: { values: values.map((entry) => readKeyValue(entry, depth + 1, budget)) } }
  }
  return {}
}

function readKeyValue(json: unknown, depth: number, budget: ValueBudget): KeyValue {
  const entry = readObject(json, 'an attribute')
  const key = readString(member(entry, 'key'), 'an attribute key')
  budget.checkKey(key)
  return { key, value: readAnyValue(member(entry, 'value'), depth, budget) }
}

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw bad('boolValue', 'true or false')
}

function readDouble(value: unknown): AnyValue['doubleValue'] {
  if (typeof value === 'number') return doubleValue(value)
  if (value === 'NaN') return 'NaN'
  if (typeof value === 'string' && value.trim() !== '') {
    const number = Number(value)
    if (!Number.isNaN(number)) return doubleValue(number)
  }
  throw bad('doubleValue', 'a number')
}
