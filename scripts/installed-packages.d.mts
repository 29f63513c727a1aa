export declare function packagesAreInstalled(root: URL): boolean
