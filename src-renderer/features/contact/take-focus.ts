/** As a ref: a field that somebody just asked for takes the keyboard, once. */
export const takeFocus = (field: HTMLInputElement | null): void => field?.focus();
