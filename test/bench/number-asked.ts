/** The number that the command line gives under `--name=N`, or the usual one. */
export const numberAsked = (name: string, usual: number): number => {
  const asked = process.argv.find((word) => word.startsWith(`--${name}=`));
  return asked === undefined ? usual : Number(asked.split('=')[1]);
};
