# Sourced: the jars of Debian's packages.
JARS=""
for jar in /usr/share/java/{protobuf,protobuf-util,gson,guava,failureaccess,perfmark-api,perfmark-impl,opencensus-api,jsr305}.jar \
  /usr/share/java/grpc-{api,context,core,stub,protobuf,protobuf-lite,netty}.jar /usr/share/java/error-prone-annotations.jar \
  /usr/share/java/geronimo-annotation-1.3-spec.jar \
  /usr/share/java/netty-{buffer,codec,codec-http,codec-http2,codec-socks,common,handler,handler-proxy,resolver,transport,transport-native-unix-common}.jar; do
  if [ -e "$jar" ]; then JARS="$JARS:$jar"; fi
done
