declare module '*/docs/troubleshooting.md?raw' {
  const text: string;
  export default text;
}
