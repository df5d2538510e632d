const typed = new WeakSet<HTMLElement>()

/** Remembers the fields that somebody types into from now on; returns how to stop that. */
export function watchTyping(): () => void {
  const note = ({ target }: Event): void => {
    if (target instanceof HTMLElement) typed.add(target)
  }
  document.addEventListener('input', note, { capture: true })
  return () => document.removeEventListener('input', note, { capture: true })
}

/** Whether something stands on the page that somebody has typed and not sent: what a search finds is found again. */
export function hasTypedText(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    ':is(form, [role="dialog"]) input:not([type="search"], [role="combobox"]), textarea',
  )
  return [...fields].some((field) => typed.has(field) && field.value !== '')
}
