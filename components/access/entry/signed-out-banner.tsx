import { Button, buttonClasses } from '#components/ui/button.tsx'
import { paths } from '#lib/paths.ts'

/** Over the page, dialogs included. The sign-in opens beside it, so that nothing typed here is lost. */
export function SignedOutBanner({ onClose }: { onClose: () => void }) {
  return (
    <div
      role="alert"
      className="fixed inset-x-0 top-0 z-50 flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b bg-warn-soft px-4 py-2"
    >
      <span>
        <strong className="font-semibold text-warn">You are signed out.</strong> What you have typed stays here: sign in
        beside it, then send it again.
      </span>
      <span className="flex gap-2">
        <a href={paths.signIn()} target="_blank" rel="noreferrer" className={buttonClasses({ variant: 'primary' })}>
          Sign in in a new tab
        </a>
        <Button onClick={onClose}>Close</Button>
      </span>
    </div>
  )
}
