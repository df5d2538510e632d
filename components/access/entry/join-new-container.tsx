'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formText } from '#components/ui/form-text.ts'
import { accepting } from '#lib/api/account.ts'
import { paths } from '#lib/paths.ts'
import { AccountFields } from './account-fields.tsx'
import { EntryForm } from './entry-form.tsx'
import { leaveFor } from './leave-for.ts'
import { SignInFormContainer } from './sign-in-form-container.tsx'

type JoinNewContainerProps = {
  token: string
  /** Whom the invitation is for; '' for whoever has it. */
  email: string
  onSignedIn: () => void
}

/** Somebody who is not signed in: with a new account, or with the one that they have. */
export function JoinNewContainer({ token, email, onSignedIn }: JoinNewContainerProps) {
  const [hasAccount, setHasAccount] = useState(false)
  const join = useMutation({ ...accepting(), onSuccess: ({ project }) => leaveFor(paths.runs(project)) })
  return (
    <>
      {hasAccount ? (
        <SignInFormContainer email={email} onSignedIn={onSignedIn} />
      ) : (
        <EntryForm
          action="Create the account and join"
          doing="Joining …"
          busy={join.isPending || join.isSuccess}
          error={join.error?.message ?? null}
          onSubmit={(fields) =>
            join.mutate({
              token,
              account: {
                email: formText(fields, 'email'),
                name: formText(fields, 'name'),
                password: formText(fields, 'password'),
              },
            })
          }
        >
          <AccountFields email={email} />
        </EntryForm>
      )}
      <p className="flex items-center gap-2 border-t pt-3 text-ink-2">
        {hasAccount ? 'New here?' : 'You have an account?'}
        <Button variant="link" size="inline" onClick={() => setHasAccount(!hasAccount)}>
          {hasAccount ? 'Create one' : 'Sign in'}
        </Button>
      </p>
    </>
  )
}
