/** In the registry's notation. It is said on the banner too: whoever is typing must find it there. */
export const takeOverKey = 'mod+Shift+KeyO';
