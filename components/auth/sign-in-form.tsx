'use client';
import { useState } from 'react';
import { CodeForm } from './code-form';
import { PasswordForm } from './password-form';

/** Password, then the second factor where the account has one. A full page load follows, so that nothing of the visitor's pages stays. */
export function SignInForm({ next }: { next: string }) {
  const [step, setStep] = useState<'password' | 'code'>('password');
  const enter = (): void => window.location.assign(next);
  if (step === 'code') return <CodeForm onEntered={enter} onStartAgain={() => setStep('password')} />;
  return <PasswordForm onEntered={(secondFactor) => (secondFactor ? setStep('code') : enter())} />;
}
