package io.tickwire.gateway.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * By what a changed file is known.
 *
 * @param modified  when it was written; null if there is none
 * @param sizeBytes its size
 * @param identity  device and inode, which a file that was put in its place by rename does not share
 */
record FileStamp(FileTime modified, long sizeBytes, Object identity) {
    private static final FileStamp ABSENT = new FileStamp(null, 0, null);

    static FileStamp of(Path path) {
        try {
            final BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(is.lastModifiedTime(), is.size(), is.fileKey());
        } catch (final IOException e) {
            return ABSENT;
        }
    }
}
