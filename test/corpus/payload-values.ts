import type { AnyValue, KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'

/** Every scalar that a decoded payload contains, with the key it stands under; JSON inside strings is opened. */
export class PayloadValues {
  readonly numbers = new Set<number>()
  readonly texts = new Set<string>()
  private readonly keys = new Set<string>()

  constructor(records: readonly (SpanRecord | LogRecord)[]) {
    const resources = new Set<unknown>()
    for (const record of records) {
      if (!resources.has(record.resource)) {
        resources.add(record.resource)
        this.addAttributes(record.resource.attributes)
      }
      this.addAttributes(record.scope.attributes)
      if ('span' in record) {
        this.addText('name', record.span.name)
        this.addAttributes(record.span.attributes)
        for (const event of record.span.events) this.addAttributes(event.attributes)
      } else {
        this.addAttributes(record.log.attributes)
        if (record.log.body !== null) this.addValue('body', record.log.body)
      }
    }
  }

  hasKey(pattern: RegExp): boolean {
    for (const key of this.keys) if (pattern.test(key)) return true
    return false
  }

  /** Whether any key or text of the payload has the pattern. */
  mentions(pattern: RegExp): boolean {
    if (this.hasKey(pattern)) return true
    for (const text of this.texts) if (pattern.test(text)) return true
    return false
  }

  private addAttributes(list: readonly KeyValue[]): void {
    for (const { key, value } of list) this.addValue(key, value)
  }

  private addValue(key: string, value: AnyValue): void {
    this.keys.add(key)
    if (value.stringValue !== undefined) this.addText(key, value.stringValue)
    else if (value.intValue !== undefined) this.numbers.add(Number(value.intValue))
    else if (typeof value.doubleValue === 'number') this.numbers.add(value.doubleValue)
    else if (value.arrayValue !== undefined) for (const item of value.arrayValue.values) this.addValue(key, item)
    else if (value.kvlistValue !== undefined) this.addAttributes(value.kvlistValue.values)
  }

  private addText(key: string, text: string): void {
    this.texts.add(text)
    const trimmed = text.trim()
    if (/^-?\d+(\.\d+)?$/.test(trimmed)) this.numbers.add(Number(trimmed))
    else if (/^[[{"]/.test(trimmed)) this.addJson(key, trimmed)
  }

  private addJson(key: string, text: string): void {
    let parsed: unknown
    try {
      parsed = JSON.parse(text)
    } catch {
      return
    }
    const open: [string, unknown][] = [[key, parsed]]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [name, value] = next
      this.keys.add(name)
      if (typeof value === 'number') this.numbers.add(value)
      else if (typeof value === 'string') this.addText(name, value)
      else if (Array.isArray(value)) for (const item of value) open.push([name, item])
      else if (value !== null && typeof value === 'object') open.push(...Object.entries(value))
    }
  }
}
