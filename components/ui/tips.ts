import type { ReactNode } from 'react'

export type Tip = {
  content: ReactNode
  side: 'top' | 'right' | 'bottom' | 'left'
  align: 'start' | 'center' | 'end'
}

/** The tip that is shown, or was shown last while `isOpen` is false. */
export type ShownTip = Tip & { element: Element; isOpen: boolean }

const openMs = 350
/** Tips that follow each other within this time open at once. */
const groupMs = 400
/** Enough to move from an element into its tip, to select what it says. */
const leaveMs = 120

/** Which of all elements shows its tip: one at a time, and nothing is set up for an element before it is pointed at. */
export class Tips {
  private current: ShownTip | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private closedMs = -Infinity
  private readonly listeners = new Set<() => void>()
  private forget: () => void = () => {}

  readonly shown = (): ShownTip | null => this.current

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The pointer has come to an element: its tip opens when it stays. */
  enter(element: Element, tip: Tip): void {
    this.watch(element)
    const isInGroup = this.current?.isOpen === true || performance.now() - this.closedMs < groupMs
    if (isInGroup) this.open(element, tip)
    else this.timer = setTimeout(() => this.open(element, tip), openMs)
  }

  /** The focus has come to an element by key. */
  focus(element: Element, tip: Tip): void {
    this.watch(element)
    this.open(element, tip)
  }

  /** The pointer is in the tip itself. */
  hold(): void {
    clearTimeout(this.timer)
  }

  leave(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.close(), leaveMs)
  }

  readonly close = (): void => {
    this.forget()
    if (this.current?.isOpen !== true) return
    this.closedMs = performance.now()
    this.set({ ...this.current, isOpen: false })
  }

  private open(element: Element, tip: Tip): void {
    this.set({ ...tip, element, isOpen: true })
  }

  private set(next: ShownTip): void {
    this.current = next
    for (const listener of this.listeners) listener()
  }

  /** Until it is over: pressing, scrolling and what takes the element away end it at once. */
  private watch(element: Element): void {
    this.forget()
    const ended = new AbortController()
    const at = { signal: ended.signal }
    element.addEventListener('pointerleave', () => this.leave(), at)
    for (const end of ['pointerdown', 'click', 'blur']) element.addEventListener(end, this.close, at)
    document.addEventListener('scroll', this.close, { ...at, capture: true, passive: true })
    const removal = new MutationObserver(() => (element.isConnected ? undefined : this.close()))
    removal.observe(document.body, { childList: true, subtree: true })
    this.forget = () => {
      clearTimeout(this.timer)
      ended.abort()
      removal.disconnect()
    }
  }
}
