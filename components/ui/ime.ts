interface KeyLike { keyCode: number; nativeEvent: { isComposing: boolean } }

/** True while an input method composes: such an Enter confirms kana, it must not submit. Safari says so by key code 229 alone. */
export function isImeKey(event: KeyLike): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
