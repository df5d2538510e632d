import { isIP } from 'node:net'
import { AppError } from '#lib/domain/errors.ts'
import type { DeviceMarks } from './device-marks.ts'
import type { CountGuess } from './guess-log.ts'
import { takeOne, waitOfLast, type Bucket, type BucketRule } from './token-bucket.ts'

/** Guesses from one address: offices share theirs. */
const ofAddress: BucketRule = { burst: 20, perMinute: 10 }
/** Guesses at one account by devices that have never been in it. */
const ofAccount: BucketRule = { burst: 10, perMinute: 1 }
/** Guesses at one account by a device that has been in it: strangers cannot use these up. */
const ofDevice: BucketRule = { burst: 10, perMinute: 2 }
const maxBuckets = 100_000

type Attempt = { address: string; account: string; device: string | null }
type Options = { marks: Pick<DeviceMarks, 'isOf'>; countGuess: CountGuess; now?: () => number }

/**
 * How often a password may be tried. A guess is counted before it is looked at, so that parallel ones count too.
 * Those at an account are counted by all web processes together; those from an address by each for itself, so that
 * an address has as many times its share as there are processes.
 */
export class AttemptLimits {
  private readonly buckets = new Map<string, Bucket>()
  private readonly marks: Options['marks']
  private readonly countGuess: CountGuess
  private readonly now: () => number

  constructor({ marks, countGuess, now = Date.now }: Options) {
    this.marks = marks
    this.countGuess = countGuess
    this.now = now
  }

  /** Counts a guess; rejects with `rate_limited` and the seconds until the next may come. */
  async take({ address, account, device }: Attempt): Promise<void> {
    const isKnown = device !== null && (await this.marks.isOf(device, account))
    const own = isKnown ? `device ${device}` : `account ${account}`
    const rule = isKnown ? ofDevice : ofAccount
    // What this process alone refuses does not reach the store.
    requireNoWait(Math.max(this.spend(`address ${networkOf(address)}`, ofAddress), this.spend(own, rule)))
    requireNoWait(waitOfLast(rule, await this.countGuess(own)))
  }

  /** Seconds to wait; 0 when the attempt is allowed. */
  private spend(name: string, rule: BucketRule): number {
    const nowMs = this.now()
    const { bucket, waitSeconds } = takeOne(rule, this.buckets.get(name) ?? { left: rule.burst, atMs: nowMs }, nowMs)
    this.buckets.delete(name)
    this.buckets.set(name, bucket)
    if (this.buckets.size > maxBuckets) this.forgetOldest()
    return waitSeconds
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys()
    if (oldest !== undefined) this.buckets.delete(oldest)
  }
}

function requireNoWait(waitSeconds: number): void {
  const seconds = Math.ceil(waitSeconds)
  if (seconds === 0) return
  throw new AppError(
    'rate_limited',
    `Too many attempts: try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    { retryAfterSeconds: seconds },
  )
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
