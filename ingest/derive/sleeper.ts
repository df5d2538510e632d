/** A pause that can be cut short; a wake-up during work shortens the next pause. */
export class Sleeper {
  private wakeUp: (() => void) | null = null
  private isWoken = false

  wake(): void {
    this.isWoken = true
    this.wakeUp?.()
  }

  async sleep(ms: number): Promise<void> {
    if (!this.isWoken && ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.wakeUp = null
    this.isWoken = false
  }
}
