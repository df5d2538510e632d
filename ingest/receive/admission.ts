import { retryLater } from './request-error.ts'

export type AdmissionLimits = {
  /** Decoded bytes in flight in this process. */
  processBytes: number
  /** Decoded bytes in flight of one project, so that one sender cannot shut out the others. */
  projectBytes: number
}

/** Bytes of one request in flight; released once, when it is answered. */
export type Reservation = { grow(bytes: number): void; release(): void }

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

  open(project: string): Reservation {
    let held = 0
    return {
      grow: (bytes) => {
        this.add(project, bytes)
        held += bytes
      },
      release: () => {
        this.remove(project, held)
        held = 0
      },
    }
  }

  private add(project: string, bytes: number): void {
    const ofProject = (this.byProject.get(project) ?? 0) + bytes
    if (ofProject > this.limits.projectBytes) {
      throw retryLater(`project "${project}" has more than ${this.limits.projectBytes} bytes in flight: retry later`)
    }
    if (this.total + bytes > this.limits.processBytes) {
      throw retryLater(`more than ${this.limits.processBytes} bytes are in flight: retry later`)
    }
    this.total += bytes
    this.byProject.set(project, ofProject)
  }

  private remove(project: string, bytes: number): void {
    this.total -= bytes
    const left = (this.byProject.get(project) ?? 0) - bytes
    if (left > 0) this.byProject.set(project, left)
    else this.byProject.delete(project)
  }
}
