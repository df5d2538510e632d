/** Lets one piece of work run at a time; the others wait in order. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve()

  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.last.then(work)
    // The next one begins whatever became of this one; its caller is told.
    this.last = mine.catch(() => undefined)
    return mine
  }
}
