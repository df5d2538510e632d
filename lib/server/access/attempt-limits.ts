import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { AppError } from '#lib/domain/errors.ts'

type Bucket = { left: number; atMs: number }
type Rule = { burst: number; perMinute: number }

/** Guesses from one address: offices share theirs. */
const ofAddress: Rule = { burst: 20, perMinute: 10 }
/** Guesses at one account by devices that have never been in it. */
const ofAccount: Rule = { burst: 10, perMinute: 1 }
/** Guesses at one account by a device that has been in it: strangers cannot use these up. */
const ofDevice: Rule = { burst: 10, perMinute: 2 }
const maxBuckets = 100_000

/** How often a password may be tried. A guess is counted before it is looked at, so that parallel ones count too. */
export class AttemptLimits {
  private readonly buckets = new Map<string, Bucket>()
  private readonly now: () => number
  /** Signs the mark of devices; a start of the process forgets them all, which costs nobody an account. */
  private readonly secret = randomBytes(32)

  constructor({ now = Date.now }: { now?: () => number } = {}) {
    this.now = now
  }

  /** Counts a guess; throws `rate_limited` with the seconds until the next may come. */
  take({ address, account, device }: { address: string; account: string; device: string | null }): void {
    const isKnown = device !== null && this.isDeviceOf(device, account)
    const own = isKnown ? `device ${device}` : `account ${account}`
    const waits = [
      this.spend(`address ${networkOf(address)}`, ofAddress),
      this.spend(own, isKnown ? ofDevice : ofAccount),
    ]
    const seconds = Math.ceil(Math.max(...waits))
    if (seconds === 0) return
    throw new AppError(
      'rate_limited',
      `Too many attempts: try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
      { retryAfterSeconds: seconds },
    )
  }

  /** What a device keeps after a sign-in, to be told from strangers. */
  deviceMark(account: string): string {
    const id = randomBytes(16).toString('base64url')
    return `${id}.${this.signatureOf(id, account)}`
  }

  private isDeviceOf(mark: string, account: string): boolean {
    const [id = '', signature = ''] = mark.split('.')
    const [given, right] = [Buffer.from(signature), Buffer.from(this.signatureOf(id, account))]
    return given.length === right.length && timingSafeEqual(given, right)
  }

  private signatureOf(id: string, account: string): string {
    return createHmac('sha256', this.secret).update(`${id}\n${account}`).digest('base64url')
  }

  /** Seconds to wait; 0 when the attempt is allowed. */
  private spend(name: string, { burst, perMinute }: Rule): number {
    const nowMs = this.now()
    const { left, atMs } = this.buckets.get(name) ?? { left: burst, atMs: nowMs }
    const filled = Math.min(burst, left + ((nowMs - atMs) / 60_000) * perMinute)
    const isAllowed = filled >= 1
    this.buckets.delete(name)
    this.buckets.set(name, { left: isAllowed ? filled - 1 : filled, atMs: nowMs })
    if (this.buckets.size > maxBuckets) this.forgetOldest()
    return isAllowed ? 0 : ((1 - filled) / perMinute) * 60
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys()
    if (oldest !== undefined) this.buckets.delete(oldest)
  }
}

/** One name for every spelling of an address; a network of IPv6 (/64) belongs to one customer. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '')
  if (isIP(plain) !== 6) return plain.toLowerCase()
  const canonical = new URL(`http://[${plain}]`).hostname.slice(1, -1)
  const [head = '', tail = ''] = canonical.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const [before, after] = [groups(head), groups(tail)]
  const missing = canonical.includes('::') ? 8 - before.length - after.length : 0
  return `${[...before, ...Array.from({ length: missing }, () => '0'), ...after].slice(0, 4).join(':')}::/64`
}
