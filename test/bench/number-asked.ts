/** The number that the command line gives under `--name=N`, or the usual one. */
export const numberAsked = (name: string, usual: number): number => {
  const asked = process.argv.find((word) => word.startsWith(`--${name}=`));
  return asked === undefined ? usual : Number(asked.split('=')[1]);
};

/** The names that the command line gives under `--name=one,another`, or undefined. */
export const namesAsked = (name: string): readonly string[] | undefined =>
  process.argv
    .find((word) => word.startsWith(`--${name}=`))
    ?.split('=')[1]
    ?.split(',');
