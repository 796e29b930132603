package dev.baton.content.s3;

import dev.baton.content.ContentBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Content in a bucket, one object each, named by its digest. Content is always sent, also where it
 * lies already: an object that is written anew is as young as the bucket's lifecycle rule needs it
 * to be, and a check beforehand would cost a call as well. The server is told the digest and
 * refuses bytes that do not fit.
 */
final class S3Backend implements ContentBackend {

  private final S3Place place;
  private final S3Client client;

  S3Backend(S3Place place, S3Client client) {
    this.place = place;
    this.client = client;
  }

  @Override
  public void write(String sha256, byte[] bytes) throws IOException, InterruptedException {
    String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
    try {
      client.putObject(
          request -> request.bucket(place.bucket()).key(place.key(sha256)).checksumSHA256(checksum),
          RequestBody.fromBytes(bytes));
    } catch (SdkException e) {
      throw fault(e);
    }
  }

  @Override
  public Optional<InputStream> open(String sha256) throws IOException, InterruptedException {
    try {
      return Optional.of(
          client.getObject(request -> request.bucket(place.bucket()).key(place.key(sha256))));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    } catch (SdkException e) {
      throw fault(e);
    }
  }

  private static IOException fault(SdkException cause) throws InterruptedException {
    if (cause instanceof AbortedException) {
      // The client has set the flag anew; the exception takes its place.
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException("content store: interrupted");
      interrupted.initCause(cause);
      throw interrupted;
    }
    return new IOException(cause.getMessage(), cause);
  }

  @Override
  public URI address(String sha256) {
    return place.address(sha256);
  }

  @Override
  public void close() {
    client.close();
  }
}
