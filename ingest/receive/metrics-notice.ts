import type { PartialSuccess } from '../otlp/encode-response.ts'
import type { Sender } from './authenticate.ts'

const hourMs = 3_600_000
/** Beyond this many senders the one told longest ago is forgotten, and told again. */
const maxRemembered = 10_000

/**
 * Metrics are taken and not stored: a 404 would fill the logs of senders that cannot switch them
 * off. Once per key and hour the answer says so, as a warning with nothing rejected.
 */
export class MetricsNotice {
  private readonly lastTold = new Map<string, number>()

  /** The warning, when it is due for this sender. */
  due({ project, keyId }: Sender, nowMs: number): PartialSuccess | null {
    const sender = keyId ?? project
    if (nowMs - (this.lastTold.get(sender) ?? -Infinity) < hourMs) return null
    this.lastTold.delete(sender)
    this.lastTold.set(sender, nowMs)
    const [oldest] = this.lastTold.keys()
    if (this.lastTold.size > maxRemembered && oldest !== undefined) this.lastTold.delete(oldest)
    return { rejected: 0, message: 'metrics are not stored: set OTEL_METRICS_EXPORTER=none to stop sending them' }
  }
}
