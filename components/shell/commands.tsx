'use client';
import { createContext, useContext, useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { makeKeySequence } from './key-sequence';

export interface Command {
  id: string;
  label: string;
  /** Heading in the palette; without one it belongs to the page. */
  group?: 'go' | 'page' | 'display';
  /** Pressed one after another, e.g. `a` or `g w`. */
  keys?: string;
  run: () => void;
}

interface Registry { list: readonly Command[]; register: (owner: string, commands: readonly Command[]) => () => void }

const RegistryContext = createContext<Registry | null>(null);

function useRegistry(): Registry {
  const registry = useContext(RegistryContext);
  if (registry === null) throw new Error('Commands need CommandsProvider above them');
  return registry;
}

/** Everything that can be done now, as the screens on show have registered it. */
export function useCommandList(): readonly Command[] {
  return useRegistry().list;
}

/** Registers what a screen can do, for the palette, the keys and the help. `deps` as of useMemo. */
export function useCommands(make: () => readonly Command[], deps: readonly unknown[]): void {
  const { register } = useRegistry();
  const owner = useId();
  // oxlint-disable-next-line react/use-memo, react-hooks/exhaustive-deps -- the caller's deps are the deps, as of useMemo itself
  const commands = useMemo(make, deps);
  useEffect(() => register(owner, commands), [register, owner, commands]);
}

const TYPING = 'input,textarea,select,[contenteditable="true"],[role="combobox"],[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]';

export function CommandsProvider({ children }: { children: ReactNode }) {
  const [owners, setOwners] = useState<ReadonlyMap<string, readonly Command[]>>(new Map());
  const [register] = useState(() => (owner: string, commands: readonly Command[]) => {
    setOwners((before) => new Map(before).set(owner, commands));
    return () => setOwners((before) => {
      const next = new Map(before);
      next.delete(owner);
      return next;
    });
  });
  const value = useMemo<Registry>(() => ({ list: [...owners.values()].flat(), register }), [owners, register]);
  useCommandKeys(value.list);
  return <RegistryContext value={value}>{children}</RegistryContext>;
}

function useCommandKeys(commands: readonly Command[]): void {
  const [sequence] = useState(makeKeySequence);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(TYPING) !== null) return;
      const bindings = commands.flatMap((command) => (command.keys === undefined ? [] : [command.keys]));
      const complete = sequence(event, event.timeStamp, bindings);
      if (complete === null) return;
      event.preventDefault();
      // The screen registered last is the one on top.
      commands.findLast((command) => command.keys === complete)?.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [commands, sequence]);
}
