'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { PasswordField } from '#components/ui/password-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { signingIn } from '#lib/api/account.ts'
import { EntryForm, textOf } from './entry-form.tsx'

type SignInFormContainerProps = {
  /** Whom it can only be. */
  email?: string
  onSignedIn: () => void
}

export function SignInFormContainer({ email = '', onSignedIn }: SignInFormContainerProps) {
  const signIn = useMutation({ ...signingIn(), onSuccess: onSignedIn })
  // A wrong password is typed anew; the rest stays.
  const [attempts, setAttempts] = useState(0)
  return (
    <EntryForm
      action="Sign in"
      doing="Signing in …"
      busy={signIn.isPending || signIn.isSuccess}
      error={signIn.error?.message ?? null}
      onSubmit={(fields) =>
        signIn.mutate(
          { email: textOf(fields, 'email'), password: textOf(fields, 'password') },
          { onError: () => setAttempts(attempts + 1) },
        )
      }
    >
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        readOnly={email !== ''}
        required
        autoFocus={email === ''}
      />
      <PasswordField
        key={attempts}
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={attempts > 0 || email !== ''}
      />
    </EntryForm>
  )
}
