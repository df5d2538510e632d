import protobuf from 'protobufjs'

/** One field of a protobuf message as it stands on the wire; a message inside it is taken apart when its type is known. */
export type Field = {
  number: number
  wireType: number
  value: bigint | Uint8Array | Field[]
  /** Written in place of all of it. */
  raw?: Buffer
}

type MessageName =
  | 'request'
  | 'envelope'
  | 'scoped'
  | 'head'
  | 'span'
  | 'event'
  | 'link'
  | 'keyValue'
  | 'value'
  | 'list'

/** Field number → message inside, by message. The three signals have the same envelopes; records differ. */
const messages: Record<MessageName, Record<number, MessageName>> = {
  request: { 1: 'envelope' },
  envelope: { 1: 'head', 2: 'scoped' },
  scoped: { 1: 'head', 2: 'span' },
  head: { 1: 'keyValue', 3: 'keyValue' },
  span: { 5: 'value', 6: 'keyValue', 9: 'keyValue', 11: 'event', 13: 'link' },
  event: { 3: 'keyValue' },
  link: { 4: 'keyValue' },
  keyValue: { 2: 'value' },
  value: { 5: 'list', 6: 'list' },
  list: { 1: 'keyValue' },
}

/** The fields of an export request. What does not parse as its type says stays bytes. */
export function parseRequest(body: Buffer): Field[] {
  return parseMessage(body, 'request') ?? []
}

function parseMessage(body: Buffer, name: MessageName): Field[] | null {
  const reader = protobuf.Reader.create(body)
  const fields: Field[] = []
  try {
    while (reader.pos < reader.len) {
      const tag = reader.uint32()
      fields.push(readField(reader, tag >>> 3, tag & 7, messages[name][tag >>> 3]))
    }
  } catch {
    return null // A text or an id, where another message has a message under the same number.
  }
  return fields
}

function readField(reader: protobuf.Reader, number: number, wireType: number, inner: MessageName | undefined): Field {
  switch (wireType) {
    case 0:
      return { number, wireType, value: readVarint(reader) }
    case 1:
      return { number, wireType, value: take(reader, 8) }
    case 2: {
      const bytes = Buffer.from(reader.bytes())
      return { number, wireType, value: inner === undefined ? bytes : (parseMessage(bytes, inner) ?? bytes) }
    }
    case 5:
      return { number, wireType, value: take(reader, 4) }
    default:
      throw new Error(`wire type ${wireType}`)
  }
}

/** protobufjs gives 64-bit numbers as two halves. */
function readVarint(reader: protobuf.Reader): bigint {
  const { low, high } = reader.uint64()
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)
}

function take(reader: protobuf.Reader, length: number): Buffer {
  const bytes = Buffer.from(reader.buf.subarray(reader.pos, reader.pos + length))
  reader.skip(length)
  return bytes
}

/** Writes fields as they are, however wrong: the wire type need not fit the value. */
export function writeFields(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(
      ({ number, wireType, value, raw }) => raw ?? Buffer.concat([tag(number, wireType), body(wireType, value)]),
    ),
  )
}

function body(wireType: number, value: Field['value']): Uint8Array {
  if (typeof value === 'bigint') return varint(value)
  const bytes = Array.isArray(value) ? writeFields(value) : value
  return wireType === 2 ? Buffer.concat([varint(BigInt(bytes.length)), bytes]) : bytes
}

export function tag(number: number, wireType: number): Buffer {
  return varint((BigInt(number) << 3n) | BigInt(wireType))
}

export function varint(value: bigint): Buffer {
  const bytes: number[] = []
  for (let left = BigInt.asUintN(70, value); ; left >>= 7n) {
    if (left < 0x80n) return Buffer.from([...bytes, Number(left)])
    bytes.push(Number(left & 0x7fn) | 0x80)
  }
}

/** All fields of a tree, with the list that each stands in. */
export function allFields(fields: Field[]): { list: Field[]; index: number }[] {
  const found: { list: Field[]; index: number }[] = []
  const open = [fields]
  for (let list = open.pop(); list !== undefined; list = open.pop()) {
    for (const [index, { value }] of list.entries()) {
      found.push({ list, index })
      if (Array.isArray(value)) open.push(value)
    }
  }
  return found
}
