/** Whether a key presses an amount that has the focus: what is around it then has no say. */
export function isPressOf({ key, target }: { key: string; target: EventTarget }): boolean {
  return (key === 'Enter' || key === ' ') && target instanceof Element && target.matches('[aria-haspopup="dialog"]')
}
