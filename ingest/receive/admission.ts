import { retryLater } from './request-error.ts'

export type AdmissionLimits = {
  /** Decoded bytes in flight in this process. */
  processBytes: number
  /** Decoded bytes in flight of one project, however idle the others are. */
  projectBytes: number
}

/** Bytes of one request in flight; released once, when it is answered. */
export type Reservation = {
  /** Refuses at once what would be refused later, before anything of it is read. */
  expect(bytes: number): void
  grow(bytes: number): void
  release(): void
}

/**
 * What a project may hold, as a multiple of what is free (Choudhury and Hahne's dynamic threshold).
 * With n projects that send without end each settles at 2/(1+2n) of the limit and 1/(1+2n) stays
 * free, so that a project that holds less than its share finds room while one above it is refused.
 */
const shareOfFree = 2

/** Back-pressure: what the process holds at once is bounded by bytes, not by requests. */
export class Admission {
  private readonly limits: AdmissionLimits
  private total = 0
  private readonly byProject = new Map<string, number>()

  constructor(limits: AdmissionLimits) {
    this.limits = limits
  }

  get bytesInFlight(): number {
    return this.total
  }

  /** A request above this could never be admitted: it is too large, not too early. */
  get largestRequest(): number {
    const { projectBytes, processBytes } = this.limits
    return Math.min(projectBytes, Math.floor((processBytes * shareOfFree) / (1 + shareOfFree)))
  }

  open(project: string): Reservation {
    let held = 0
    return {
      expect: (bytes) => this.check(project, bytes),
      grow: (bytes) => {
        this.check(project, bytes)
        this.total += bytes
        this.byProject.set(project, (this.byProject.get(project) ?? 0) + bytes)
        held += bytes
      },
      release: () => {
        this.remove(project, held)
        held = 0
      },
    }
  }

  private check(project: string, bytes: number): void {
    const { projectBytes, processBytes } = this.limits
    const ofProject = (this.byProject.get(project) ?? 0) + bytes
    if (ofProject > projectBytes) {
      throw retryLater('overloaded', `this project has more than ${projectBytes} bytes in flight: retry later`)
    }
    const free = processBytes - this.total - bytes
    if (ofProject > shareOfFree * free) {
      throw retryLater('overloaded', 'the receiver holds as much as it may for this project: retry later')
    }
  }

  private remove(project: string, bytes: number): void {
    if (bytes === 0) return
    this.total -= bytes
    const left = (this.byProject.get(project) ?? 0) - bytes
    if (left > 0) this.byProject.set(project, left)
    else this.byProject.delete(project)
  }
}
